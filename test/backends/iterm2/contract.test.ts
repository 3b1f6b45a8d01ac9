import { describe } from 'vitest';
import { withFakeIterm } from '../../helpers/iterm-backend.ts';
import { contract } from '../contract.ts';

describe('the backend of iTerm2, through a stand-in for it', () => {
  contract(use => withFakeIterm(test => use(test.subject)));
});
