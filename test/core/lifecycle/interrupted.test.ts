import { expect, it } from 'vitest';
import { toRespawn } from '../../../src/core/lifecycle/interrupted.ts';
import { aSession } from '../../helpers/sessions.ts';

it('respawn --all begins with what was interrupted, while those that run still hold their places', () => {
  const alive = { state: 'completed', process: 'alive' } as const;
  const sessions = [
    aSession('running1', { status: alive }),
    aSession('lost0001', { status: { state: 'failed', process: 'exited', end: 'interrupted' } }),
    aSession('stopped1', { status: { state: 'stopped', process: 'exited' } }),
    aSession('job00001', { spec: { kind: 'exec' }, status: alive }),
    aSession('running2', { status: alive }),
    aSession('moved001', { status: { ...alive, claudeJob: 'edd037e6' } }),
  ];
  expect(toRespawn(sessions).map(({ id }) => id)).toEqual(['lost0001', 'running1', 'running2']);
});
