import { describe, expect, it } from 'vitest';
import { outputOf } from '../../../src/operations/screen/agent-output.ts';
import { recordedScreen } from '../../core/agents/recorded.ts';
import { aSession } from '../../helpers/sessions.ts';

const live = (agent: string) => {
  const session = aSession('a1b2c3d4');
  return { ...session, spec: { ...session.spec, agent } };
};

describe('the output of an agent', () => {
  it.each(['claude', 'codex', 'gemini', 'opencode'])(
    '%s that hangs at its start says what it says',
    agent => {
      const lines = ['needs login: open https://example.com/device', '', 'waiting…', ''];
      expect(outputOf(live(agent), lines)).toEqual(lines.slice(0, 3));
    },
  );

  it('is not the empty prompt of one that has said nothing', () => {
    expect(outputOf(live('claude'), recordedScreen('idle').lines).join('\n')).not.toContain('❯');
  });

  it('is not the dialog of one that asks', () => {
    expect(outputOf(live('claude'), recordedScreen('trust').lines).join('\n')).not.toContain('1. Yes');
  });
});
