import type { Session } from '../../../core/session/session.ts';

/** What a reply can be suggested for: how a session stands, and its last words. */
export interface SuggestFor {
  readonly session: Session;
  /** Latest output, oldest line first: the answers may be listed below a question. Untrusted text. */
  readonly lines: readonly string[];
}

const mostSuggestions = 4;
const longest = 120;

/**
 * Replies to fill in with Tab, the likeliest first: answers to a question in prose, or usual next steps of a session
 * that has finished. None where something is to be approved or chosen: that is never a reflex. From the words alone,
 * in English; no model is asked.
 */
export function suggestions({ session, lines }: SuggestFor): readonly string[] {
  const { question, process } = session.status;
  if (session.spec.kind === 'exec' || process === 'none') return [];
  const found = question
    ? question.kind === 'prose'
      ? answers(question.text, lines)
      : []
    : nextSteps(session);
  return [...new Set(found)].filter(text => text.length <= longest).slice(0, mostSuggestions);
}

function answers(asked: string, lines: readonly string[]): readonly string[] {
  const text = asked
    .replace(/["'”’»)*_]+$/u, '')
    .replace(/[*_]{1,2}/gu, '')
    .trim();
  const listed = listedBelow(asked, lines);
  if (listed.length > 1) return listed;
  return alternatives(text) ?? yesOrNo(text) ?? [];
}

/** `- SQLite` or `2. SQLite`, at the end of the output below the question. */
function listedBelow(asked: string, lines: readonly string[]): readonly string[] {
  const end = asked.slice(-24);
  const at = lines.findLastIndex(line => line.trimEnd().endsWith(end) || line.includes(end));
  if (at < 0) return [];
  return lines.slice(at + 1).flatMap(line => {
    const item = /^\s*(?:[-•*]|\(?(?:\d{1,2}|[a-h])[.)])\s+(.+)$/iu.exec(line)?.[1];
    return item === undefined ? [] : [sentence(item.split(/\s[—–-]\s|:\s|\. /u)[0] ?? item)];
  });
}

const request =
  /^(?:so,?\s+|and\s+)?(?:should i|shall i|shall we|should we|do you want me to|would you like me to|do you want to|would you like to|would you prefer(?: me)? to|do you prefer|would you prefer|would you rather|want me to|may i|can i|could i|ok(?:ay)? to|is it ok(?:ay)? (?:to|if i)|ready to|ready for me to)\s+(?:also |now |just |first |instead )?/iu;

/** `… use a double jump or a wall climb?`: both sides, the second with the verb of the first where it has none. */
function alternatives(text: string): readonly string[] | undefined {
  const begin = request.exec(text)?.[0].length ?? prefixOfChoice(text);
  if (begin === undefined) return undefined;
  const rest = text.slice(begin).replace(/\?$/u, '');
  const parts = rest
    .split(/,?\s+or\s+|,\s+/iu)
    .map(part => part.trim())
    .filter(Boolean);
  if (!/\sor\s/iu.test(rest) || parts.length < 2 || parts.length > 4) return undefined;
  if (/^(?:not|something else|leave it)\b/iu.test(parts.at(-1) ?? '')) return undefined;
  const verb = verbOf(parts[0] ?? '');
  return parts.map(part => sentence(verb && !verbOf(part) ? `${verb} ${part}` : part));
}

/** `Which database: SQLite or PostgreSQL?`, `Tabs or spaces?` */
function prefixOfChoice(text: string): number | undefined {
  const named = /^(?:which|what)\b[^:,]*[:,]\s*/iu.exec(text)?.[0].length;
  if (named !== undefined) return named;
  return /^\S+(?: \S+){0,3} or \S+(?: \S+){0,3}\?$/iu.test(text) &&
    !/^(?:is|are|does|do|did|will|can|has|have|how|why|when|where)\b/iu.test(text)
    ? 0
    : undefined;
}

const verbs = new Set(
  'add apply ask begin build bump change check clean commit continue convert create delete deploy do drop extend fix go handle ignore implement install investigate keep leave look make merge migrate move open port proceed publish push put refactor release remove rename replace restore retry revert rewrite run set ship skip split squash start stay stop store switch tackle test try turn update upgrade use wait work write'.split(
    ' ',
  ),
);

function verbOf(words: string): string | undefined {
  const match = /^(?:go with|go for|work on|look at|start with|stick with|keep|[a-z]+)\b/u.exec(words)?.[0];
  return match !== undefined && verbs.has(match.split(' ')[0] ?? '') ? match : undefined;
}

function yesOrNo(text: string): readonly string[] | undefined {
  if (/\b(?:continue|proceed|go ahead|go on|carry on|keep going)\b/iu.test(text))
    return ['Yes, continue.', 'No, stop here.'];
  if (request.test(text)) return ['Yes, please.', 'No, thanks.'];
  if (
    /^(?:does|is|are|do)\b.*\b(?:good|right|ok|okay|correct|sense|fine|acceptable|work for you)\b/iu.test(
      text,
    )
  )
    return ['Yes, that is right.', 'No.'];
  if (
    /\b(?:anything else|what(?:'s| is)? next|what would you like|what should i do next|how can i help)\b/iu.test(
      text,
    )
  )
    return undefined;
  return /^(?:is|are|does|do|did|was|were|will|has|have|can|could|should|would)\b/iu.test(text)
    ? ['Yes.', 'No.']
    : undefined;
}

/** What people ask for next, by how the turn ended. */
function nextSteps({ spec, status }: Session): readonly string[] {
  const { state, summary, process } = status;
  if (spec.agent === 'shell' || process !== 'alive') return [];
  if (state === 'failed') return ['Try again.'];
  if (state === 'idle') return /interrupted/iu.test(summary) ? ['Go on.'] : [];
  if (state !== 'completed') return [];
  if (/\/pull\/\d+|pull request/iu.test(summary))
    return ['Check whether its checks pass, and fix what fails.'];
  if (/\bcommit(?:ted|s)?\b/iu.test(summary)) return ['Push it and open a pull request.', 'Run the tests.'];
  if (/\btests?\b.*\b(?:pass|green|succeed)/iu.test(summary))
    return ['Commit this.', 'Show me what you changed.'];
  if (/\btests?\b.*\bfail/iu.test(summary)) return ['Fix the tests that fail.', 'Show me what fails.'];
  return ['Run the tests.', 'Commit this.', 'Show me what you changed.'];
}

function sentence(text: string): string {
  const clean = text
    .replace(/[`"“”]/gu, '')
    .replace(/[.,;:]+$/u, '')
    .trim();
  return clean === '' ? '' : `${clean.charAt(0).toUpperCase()}${clean.slice(1)}.`;
}
