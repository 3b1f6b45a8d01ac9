import { describe, expect, it } from 'vitest';
import { notificationOf, type Occasion, occasionOf } from '../../../src/core/notify/notification.ts';
import { oscKindOf, oscText } from '../../../src/core/notify/terminal-notification.ts';
import { cells } from '../../../src/core/text/safe-text.ts';
import { aSession } from '../../helpers/sessions.ts';

const question = { kind: 'permission', text: 'Do you want to proceed?', options: [] } as const;

function asking(name: string, status: object = {}): Occasion {
  const session = aSession('aaaaaaaa', {
    spec: { name },
    status: { state: 'needs-input', question, questionNumber: 4, summary: 'Bash: ls', ...status },
  });
  const occasion = occasionOf(session);
  if (!occasion) throw new Error('This session has nothing to tell');
  return occasion;
}

describe('what is told', () => {
  it('is what needs a person, has failed or is done, and nothing else', () => {
    const states = ['working', 'idle', 'stopped', 'queued', 'sleeping', 'unknown'] as const;
    for (const state of states)
      expect(occasionOf(aSession('aaaaaaaa', { status: { state } }))).toBeUndefined();
    for (const state of ['needs-input', 'failed', 'completed'] as const)
      expect(occasionOf(aSession('aaaaaaaa', { status: { state } }))?.reason).toBe(state);
  });

  it('is the same while the question is, whenever its state was concluded', () => {
    expect(asking('a', { since: 1 }).key).toBe(asking('a', { since: 2 }).key);
    expect(asking('a').key).not.toBe(asking('a', { questionNumber: 5 }).key);
    expect(asking('a', { question: undefined, since: 1 }).key).not.toBe(
      asking('a', { question: undefined, since: 2 }).key,
    );
  });

  it('says who asks what', () => {
    expect(notificationOf([asking('login')])).toMatchObject({ title: 'login needs you', body: 'Bash: ls' });
    expect(notificationOf([asking('login', { state: 'failed', summary: 'exited (3)' })])).toMatchObject({
      title: 'login has failed',
      body: 'exited (3)',
    });
  });

  it('names several in one', () => {
    const two = [asking('login'), asking('api')];
    expect(notificationOf(two)).toMatchObject({ title: '2 sessions need you', body: 'login, api' });
    const mixed = [...two, asking('web', { state: 'failed' }), asking('docs', { state: 'completed' })];
    expect(notificationOf(mixed).title).toBe('2 sessions need you, 1 has failed, 1 is done');
    const many = Array.from({ length: 9 }, (_, index) => asking(`job ${index}`));
    expect(notificationOf(many).body).toBe('job 0, job 1, job 2, job 3, job 4, job 5, …');
  });

  it('is clean and short, whatever a name or a question holds', () => {
    const evil = `\u001b]0;owned\u0007\u001b[2J${'x'.repeat(999)}\n\u202e`;
    const { title, body } = notificationOf([asking(evil, { summary: evil })]);
    for (const text of [title, body]) expect(text).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(cells(title)).toBeLessThanOrEqual(80);
    expect(cells(body)).toBe(200);
  });
});

describe('a terminal', () => {
  it.each([
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }, '9'],
    [{ TERM: 'xterm-256color', LC_TERMINAL: 'iTerm2' }, '9'],
    [{ TERM: 'xterm-kitty' }, '9'],
    [{ TERM: 'foot' }, '777'],
    [{ TERM: 'rxvt-unicode-256color' }, '777'],
    [{ TERM: 'xterm-256color' }, undefined],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }, undefined],
  ] as const)('with %o is told by OSC %s', (env, kind) => {
    expect(oscKindOf(env)).toBe(kind);
  });

  it('behind tmux is known by the client that looks', () => {
    expect(oscKindOf({ TERM: 'tmux-256color', TMUX: '/s,1,0', TERM_PROGRAM: 'tmux' }, 'xterm-kitty')).toBe(
      '9',
    );
  });

  it('gets a text that cannot end its sequence or begin another field', () => {
    const told = { title: 'a;b', body: '4;1;c', occasions: [] };
    expect(oscText('9', told, false)).toBe('\u001b]9;a,b: 4,1,c\u0007');
    expect(oscText('777', told, false)).toBe('\u001b]777;notify;a,b;4,1,c\u0007');
    expect(oscText('9', told, true)).toBe('\u001bPtmux;\u001b\u001b]9;a,b: 4,1,c\u0007\u001b\\');
  });
});
