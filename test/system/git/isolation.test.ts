import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git as ownGit } from '../../../src/system/git/git.ts';
import { branchFacts } from '../../../src/system/git/github/remote-branch.ts';
import { configurationText } from '../../../src/system/git/isolation.ts';
import { saveWork } from '../../../src/system/git/work/save-work.ts';
import { workDiff } from '../../../src/system/git/work/work-diff.ts';
import { readWork } from '../../../src/system/git/work/work-facts.ts';
import { leaveBranch, moveWorktree, takeBranch } from '../../../src/system/git/worktree/move-worktree.ts';
import { emptyRepository, gitIn } from '../../helpers/git.ts';
import { scratchDirectory } from '../scratch.ts';

/** A repository with a worktree in which an agent has changed a file, and a program that leaves a mark when it runs. */
function openWorktree() {
  const root = scratchDirectory();
  const [top, repository, mark] = [join(root, 'w'), join(root, 'repository'), join(root, 'mark')];
  const git = (directory: string, ...words: string[]) => gitIn(directory)(...words);
  emptyRepository(repository);
  writeFileSync(join(repository, 'a'), 'one\n');
  git(repository, 'add', '.');
  git(repository, 'commit', '-qm', 'Begin');
  const base = git(repository, 'rev-parse', 'HEAD');
  git(repository, 'worktree', 'add', '-q', '-b', 'agents/w', top);
  const program = join(root, 'program');
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >>${mark}\ncat\n`);
  chmodSync(program, 0o755);
  return { root, top, repository, mark, program, base, git };
}

type Opened = ReturnType<typeof openWorktree>;

/** Everything that is read or written without being asked for. */
async function readAll({ top, root, repository, base }: Opened) {
  const work = await readWork(top, base);
  await workDiff({ directory: top, base }, [], 1_000_000);
  await branchFacts(top);
  const place = await ownGit(top, ['rev-parse', '--absolute-git-dir'], { mode: 'in-place' });
  await saveWork({ top, gitDirectory: place.stdout }, 'refs/agents/trash/x');
  const branch = await leaveBranch(top);
  if (branch !== undefined) await takeBranch(top, branch);
  await moveWorktree(repository, top, join(root, 'moved')).catch(() => {});
  return work;
}

const filter = (program: string) => `[filter "p"]\n\tclean = ${program}\n\tsmudge = ${program}\n\trequired\n`;

/** What an agent can write; `{}` stands for the program. */
const configurations: Readonly<Record<string, string>> = {
  'a clean filter': filter('{}'),
  'a filter process': '[filter "p"]\n\tprocess = {}\n\trequired\n',
  'a file-system monitor': '[core]\n\tfsmonitor = {}\n',
  'an external diff': '[diff]\n\texternal = {}\n',
  'a diff driver': '[diff "p"]\n\tcommand = {}\n\ttextconv = {}\n',
  'a merge driver': '[merge "p"]\n\tdriver = {} %A\n[merge]\n\tdefault = p\n',
  'a hooks path': '[core]\n\thooksPath = {}-hooks\n',
  'a hook in the configuration': '[hook "p"]\n\tcommand = {}\n\tevent = reference-transaction\n',
  'a pager and an editor': '[core]\n\tpager = {}\n\teditor = {}\n[pager]\n\tdiff = {}\n\tstatus = {}\n',
  'a signature program': '[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {}\n[commit]\n\tgpgSign = true\n',
  aliases: '[alias]\n\tstatus = !{}\n\tdiff = !{}\n\tadd = !{}\n',
  'an included file': '[include]\n\tpath = {}-included\n',
  'a partial clone':
    '[extensions]\n\tpartialClone = o\n[core]\n\trepositoryformatversion = 1\n[remote "o"]\n\turl = ext::{}\n\tpromisor = true\n\tuploadpack = {}\n[protocol]\n\tallow = always\n[credential]\n\thelper = {}\n',
};

function attack({ root, top, program }: Opened, text: string): string {
  mkdirSync(`${program}-hooks`);
  for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout', 'pre-auto-gc'])
    cpSync(program, join(`${program}-hooks`, hook));
  writeFileSync(`${program}-included`, filter(program));
  writeFileSync(join(top, '.gitattributes'), '* filter=p diff=p merge=p\n');
  writeFileSync(join(top, 'a'), 'two\n');
  utimesSync(join(top, 'a'), 1, 1);
  return text.replaceAll('{}', join(root, 'program'));
}

describe('git that we run', () => {
  for (const [what, text] of Object.entries(configurations)) {
    it(`never runs ${what} of the repository’s configuration`, async () => {
      const opened = openWorktree();
      appendFileSync(join(opened.repository, '.git/config'), attack(opened, text));
      expect(await readAll(opened)).toMatchObject({ branch: 'agents/w' });
      expect(existsSync(opened.mark)).toBe(false);
    });

    it(`never runs ${what} where an agent put another .git`, async () => {
      const opened = openWorktree();
      const { top, root, git } = opened;
      git(root, 'clone', '-q', '--bare', opened.repository, 'theirs');
      rmSync(join(top, '.git'));
      cpSync(join(root, 'theirs'), join(top, '.git'), { recursive: true });
      const core = '[core]\n\tbare = false\n\trepositoryformatversion = 0\n';
      writeFileSync(join(top, '.git/config'), core + attack(opened, text));
      git(
        top,
        '-c',
        'core.fsmonitor=',
        '-c',
        'filter.p.clean=cat',
        '-c',
        'filter.p.process=',
        'config',
        '-l',
      );
      await readAll(opened).catch(() => {});
      expect(existsSync(opened.mark)).toBe(false);
    });
  }

  it('never runs the hooks of a repository, also those of the worktree’s own configuration', async () => {
    const opened = openWorktree();
    const { repository, program, top, git } = opened;
    attack(opened, '');
    cpSync(`${program}-hooks`, join(repository, '.git/hooks'), { recursive: true });
    git(repository, 'config', 'extensions.worktreeConfig', 'true');
    git(top, 'config', '--worktree', 'filter.p.clean', program);
    await readAll(opened);
    expect(existsSync(opened.mark)).toBe(false);
  });

  it('never runs what a submodule names, and still counts a change in it', async () => {
    const opened = openWorktree();
    const { top, program, root, git, base } = opened;
    git(root, 'clone', '-q', opened.repository, 'part');
    git(top, 'submodule', '--quiet', 'add', join(root, 'part'), 'sub');
    git(top, 'commit', '-qm', 'A part');
    expect(await readWork(top, base)).toMatchObject({ dirty: 0 });
    const gitDirectory = git(join(top, 'sub'), 'rev-parse', '--absolute-git-dir');
    appendFileSync(join(gitDirectory, 'config'), `[core]\n\tfsmonitor = ${program}\n${filter(program)}`);
    appendFileSync(join(gitDirectory, 'info/attributes'), '* filter=p\n');
    writeFileSync(join(top, 'sub/new'), 'new\n');
    writeFileSync(join(top, 'sub/a'), 'two\n');
    expect(await readAll(opened)).toMatchObject({ dirty: 1 });
    expect(existsSync(opened.mark)).toBe(false);
  });

  it('runs no program that the environment names', async () => {
    const opened = openWorktree();
    attack(opened, '');
    const names = ['GIT_EXTERNAL_DIFF', 'GIT_PAGER', 'GIT_EDITOR', 'GIT_SSH_COMMAND', 'GIT_ASKPASS'];
    const pairs = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'filter.p.clean',
      GIT_CONFIG_VALUE_0: opened.program,
    };
    const before = { ...process.env };
    Object.assign(process.env, pairs, Object.fromEntries(names.map(name => [name, opened.program])));
    try {
      await readAll(opened);
    } finally {
      for (const name of [...names, ...Object.keys(pairs)]) delete process.env[name];
      Object.assign(process.env, before);
    }
    expect(existsSync(opened.mark)).toBe(false);
  });
});

describe('status', () => {
  it('is right with the settings of a repository that tell how files are compared', async () => {
    const { repository, top, git, base } = openWorktree();
    git(repository, 'config', 'core.autocrlf', 'true');
    git(repository, 'config', 'core.fileMode', 'false');
    git(repository, 'config', 'core.excludesFile', join(top, '../ignored'));
    writeFileSync(join(top, '../ignored'), 'b\n');
    rmSync(join(top, 'a'));
    git(top, 'checkout', '-q', 'a');
    expect(readFileSync(join(top, 'a'), 'utf8')).toBe('one\r\n');
    utimesSync(join(top, 'a'), 1, 1);
    writeFileSync(join(top, 'b'), 'ignored');
    chmodSync(join(top, 'a'), 0o755);
    expect(await readWork(top, base)).toMatchObject({ dirty: 0 });
  });

  it('tells apart what only a filter of the repository could compare', async () => {
    const { repository, top, git, base } = openWorktree();
    git(repository, 'config', 'filter.upper.clean', 'tr A-Z a-z');
    writeFileSync(join(top, '.gitattributes'), '*.up filter=upper\n');
    writeFileSync(join(top, 'x.up'), 'ONE\n');
    git(top, 'add', '.');
    git(top, 'commit', '-qm', 'A filter');
    utimesSync(join(top, 'x.up'), 1, 1);
    writeFileSync(join(top, 'a'), 'two\n');
    expect(await readWork(top, base)).toMatchObject({ dirty: 1, unsure: 1 });
  });

  it('leaves the repository’s own files as they were', async () => {
    const opened = openWorktree();
    const config = join(opened.repository, '.git/config');
    const before = readFileSync(config, 'utf8');
    await readAll(opened);
    expect(readFileSync(config, 'utf8')).toBe(before);
    expect(opened.git(opened.repository, 'for-each-ref', '--format=%(refname)')).toBe(
      ['refs/agents/trash/x', 'refs/heads/agents/w', 'refs/heads/main'].join('\n'),
    );
    expect(opened.git(join(opened.root, 'moved'), 'symbolic-ref', 'HEAD')).toBe('refs/heads/agents/w');
  });
});

it('takes over what is harmless, written so that git reads it as it was', () => {
  const listed = [
    ...['system', 'core.eol\nlf', 'local', 'core.quotepath\nfalse', 'local', 'core.ignorecase'],
    ...['local', 'core.excludesfile\n/a "b"\\c', 'worktree', 'core.sparsecheckout\ntrue'],
    ...[
      'local',
      'core.sshcommand\nevil',
      'local',
      'filter.p.clean\nevil',
      'command',
      'core.autocrlf\ntrue',
      '',
    ],
  ].join('\0');
  expect(configurationText(listed, false)).toBe(
    '[core]\n\tbare = false\n[core]\n\tquotepath = "false"\n[core]\n\tignorecase = true\n' +
      '[core]\n\texcludesfile = "/a \\"b\\"\\\\c"\n[core]\n\tsparsecheckout = "true"\n',
  );
});
