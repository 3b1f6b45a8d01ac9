/**
 * Variables by which git tells its own children which repository, index and commit they work on (`git rev-parse
 * --local-env-vars`, and what hooks get besides: https://git-scm.com/docs/githooks). In another directory they are wrong.
 */
const gitOwn =
  /^GIT_(?:ALTERNATE_OBJECT_DIRECTORIES|AUTHOR_DATE|CHERRY_PICK_HELP|COMMITTER_DATE|COMMON_DIR|CONFIG|CONFIG_COUNT|CONFIG_(?:KEY|VALUE)_\d+|CONFIG_PARAMETERS|DIR|EXEC_PATH|GRAFT_FILE|IMPLICIT_WORK_TREE|INDEX_(?:FILE|VERSION)|INTERNAL_\w+|NAMESPACE|NO_REPLACE_OBJECTS|OBJECT_DIRECTORY|PREFIX|PUSH_OPTION_\w+|QUARANTINE_PATH|REFLOG_ACTION|REPLACE_REF_BASE|SEQUENCE_EDITOR|SHALLOW_FILE|WORK_TREE)$/;

/** Whether git set this variable for its own children only. */
export function isGitOwn(name: string): boolean {
  return gitOwn.test(name);
}
