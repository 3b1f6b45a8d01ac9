import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git } from '../../../system/git/git.ts';
import { quoteForShell } from '../../../system/store/launch/quote-for-shell.ts';

const files = {
  'README.md': '# Game\n\nRun, jump, collect.\n',
  'src/jump.ts': 'export const force = 8;\nexport const gravity = 0.9;\n',
};

/** What the session with the title screen has changed by then. */
const changes = {
  'src/title.ts': "export const title = 'Press any key';\n",
  'README.md': '# Game\n\nRun, jump, collect. The title screen starts it.\n',
};

/** A repository as on GitHub, for the demo; without git its sessions work in a plain directory. */
export async function makeProject(directory: string): Promise<void> {
  write(directory, files);
  const as = ['-c', 'user.name=Demo', '-c', 'user.email=demo@example.com', '-c', 'commit.gpgsign=false'];
  const steps = [
    ['init', '-q', '-b', 'main'],
    ['remote', 'add', 'origin', 'https://github.com/acme/game.git'],
    ['add', '.'],
    [...as, 'commit', '-q', '-m', 'Begin'],
  ];
  try {
    for (const step of steps) await git(directory, step, { mode: 'in-place' });
  } catch {
    // No git: there is nothing to read with Ctrl+D then.
  }
}

export function changeProject(directory: string): void {
  write(directory, changes);
}

function write(directory: string, texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
}

/** A `gh` that knows one pull request and asks nobody: the demo leaves the network alone. */
export function installDemoGh(bin: string): void {
  const script = join(bin, 'gh.mjs');
  writeFileSync(script, ghText);
  const program = join(bin, 'gh');
  writeFileSync(
    program,
    `#!/bin/sh\nexec ${quoteForShell(process.execPath)} ${quoteForShell(script)} "$@"\n`,
  );
  chmodSync(program, 0o700);
}

/** As `gh api graphql -i` answers. */
const ghText = `
import { readFileSync } from 'node:fs';
if (process.argv[2] !== 'api') process.exit(1);
const { query } = JSON.parse(readFileSync(0, 'utf8'));
const passed = { __typename: 'CheckRun', name: 'test', status: 'COMPLETED', status: 'SUCCESS' };
const pull = {
  number: 2048, title: 'Title screen', state: 'OPEN', isDraft: false, createdAt: new Date().toISOString(),
  headRefName: 'title-screen', headRefOid: '0'.repeat(40), headRepositoryOwner: { login: 'acme' },
  reviewDecision: 'REVIEW_REQUIRED', mergeStateStatus: 'BLOCKED',
  commits: { nodes: [{ commit: { statusCheckRollup: { contexts: { nodes: [passed, { ...passed, name: 'lint' }] } } } }] },
};
const repository = {};
for (const [, alias, number] of query.matchAll(/(n\\d+): pullRequest\\(number: (\\d+)\\)/g))
  repository[alias] = Number(number) === pull.number ? pull : null;
for (const [, alias] of query.matchAll(/(b\\d+): pullRequests\\(headRefName/g)) repository[alias] = { nodes: [] };
process.stdout.write('HTTP/2.0 200 OK\\nContent-Type: application/json\\r\\n\\r\\n' + JSON.stringify({ data: { repository } }));
`;
