import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { changeProject, installDemoGh, makeProject } from '../../../../src/cli/verbs/setup/demo-project.ts';
import { gitIn } from '../../../helpers/git.ts';
import { scratchDirectory } from '../../../system/scratch.ts';

it('the project of the demo is a repository with one commit, to which a session changes two files', async () => {
  const directory = join(scratchDirectory(), 'game');
  mkdirSync(directory);
  await makeProject(directory);
  const git = gitIn(directory);
  expect([git('status', '--short'), git('log', '--format=%an %s')]).toEqual(['', 'Demo Begin']);
  changeProject(directory);
  expect(
    git('status', '--short')
      .split('\n')
      .map(line => line.trim()),
  ).toEqual(['M README.md', '?? src/title.ts']);
  expect(readFileSync(join(directory, 'README.md'), 'utf8')).toContain('The title screen starts it.');
});

it('its gh knows one pull request, and asks nobody', () => {
  const bin = scratchDirectory();
  installDemoGh(bin);
  const query =
    'n1: pullRequest(number: 2048) {} n2: pullRequest(number: 7) {} b1: pullRequests(headRefName: "x")';
  const out = execFileSync(join(bin, 'gh'), ['api'], { input: JSON.stringify({ query }), encoding: 'utf8' });
  const { data } = JSON.parse(out.slice(out.indexOf('{')));
  expect(data.repository).toMatchObject({
    n1: { title: 'Title screen', state: 'OPEN' },
    n2: null,
    b1: { nodes: [] },
  });
});
