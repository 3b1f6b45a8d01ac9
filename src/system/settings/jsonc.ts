import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** JSON in which comments and trailing commas may stand. */
export type Jsonc =
  | {
      readonly ok: true;
      /** Undefined where there is nothing but comments. */
      readonly value: unknown;
      /** Where everything stands in the text. */
      readonly root: () => Node | undefined;
    }
  | {
      readonly ok: false;
      /** `line 3, column 5: this is not valid JSON: "," is expected`. */
      readonly problem: string;
    };

/**
 * The text must not begin with a byte order mark. Never throws. Plain JSON is left to JSON.parse: every verb reads the
 * settings, and the parser for comments costs it 3 ms.
 */
export function parseJsonc(text: string): Jsonc {
  if (text.trim() === '') return { ok: true, value: undefined, root: () => undefined };
  try {
    return { ok: true, value: JSON.parse(text) as unknown, root: () => treeOf(text) };
  } catch {
    return parseWithComments(text);
  }
}

const options = { allowTrailingComma: true, allowEmptyContent: true };

/** Undefined where it is nested too deeply, which JSON.parse does not mind. */
function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text, [], options);
  } catch {
    return undefined;
  }
}

function parseWithComments(text: string): Jsonc {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, options);
    const [first] = errors;
    if (!first) return { ok: true, value: root && plainValue(root), root: () => root };
    return mistake(text, first.offset, wants[printParseErrorCode(first.error)] ?? 'it cannot be read');
  } catch {
    return mistake(text, 0, 'it is nested too deeply');
  }
}

/** A member of an object somewhere in a JSON. */
export interface Member {
  /** `a.b[0].c` */
  readonly path: string;
  /** From its key to the end of its value. */
  readonly node: Node;
  readonly value: Node;
}

/** Every member of every object, an outer one before those in it. */
export function membersOf(node: Node | undefined, path = ''): readonly Member[] {
  const children = node?.children ?? [];
  if (node?.type === 'array')
    return children.flatMap((child, index) => membersOf(child, `${path}[${index}]`));
  if (node?.type !== 'object') return [];
  return children.flatMap(member => {
    const [key, value] = member.children ?? [];
    if (!key || !value) return [];
    const own = path === '' ? String(key.value) : `${path}.${String(key.value)}`;
    return [{ path: own, node: member, value }, ...membersOf(value, own)];
  });
}

/** From 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** By the names that jsonc-parser gives to mistakes. */
const wants: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a text in double quotes, a number, true, false, null, { or [ is expected',
  InvalidNumberFormat: 'a number is expected',
  PropertyNameExpected: 'a key in double quotes is expected',
  ValueExpected: 'a key or a value is expected',
  ColonExpected: '":" is expected',
  CommaExpected: '"," is expected',
  CloseBraceExpected: '"}" is expected',
  CloseBracketExpected: '"]" is expected',
  EndOfFileExpected: 'nothing more is expected',
  UnexpectedEndOfComment: 'the comment does not end, "*/" is expected',
  UnexpectedEndOfString: 'the text does not end on its line, " is expected',
  UnexpectedEndOfNumber: 'a digit is expected',
  InvalidUnicode: 'four hexadecimal digits are expected after \\u',
  InvalidEscapeCharacter: 'one of "\\/bfnrtu is expected after \\',
  InvalidCharacter: 'a control character must be written with \\u',
};

function mistake(text: string, offset: number, what: string): Jsonc {
  const column = offset - text.lastIndexOf('\n', offset - 1);
  const place = `line ${lineOf(text, offset)}, column ${offset === 0 ? 1 : column}`;
  return { ok: false, problem: `${place}: this is not valid JSON: ${what}` };
}

/** Not the parser's own `getNodeValue`, to which a key `__proto__` is no key. */
function plainValue({ type, children = [], value }: Node): unknown {
  if (type === 'array') return children.map(plainValue);
  if (type !== 'object') return value;
  return Object.fromEntries(
    children.flatMap(({ children: [key, held] = [] }) =>
      key && held ? [[String(key.value), plainValue(held)]] : [],
    ),
  );
}
