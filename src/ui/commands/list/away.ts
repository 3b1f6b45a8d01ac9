import { awayAfterKey, newsSince } from '../../view/away.ts';
import type { Command } from '../command.ts';

/** What happened while nobody looked. */
export const awayCommands: readonly Command[] = [
  {
    name: 'away',
    keys: { list: ['alt+l'], peek: ['alt+l'] },
    doc: 'What happened while you were away',
    group: 'view',
    refuse: state => {
      const away = awayAfterKey(state);
      const hasNews = away !== undefined && newsSince(state.sessions.all, away.since).length > 0;
      return hasNews ? undefined : 'Nothing has happened since you were last here.';
    },
    run: state => {
      const away = awayAfterKey(state);
      return away ? { set: { notices: { away: { ...away, isShown: true } } } } : {};
    },
  },
];
