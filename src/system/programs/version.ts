import packageFile from '../../../package.json' with { type: 'json' };

/** The version of this program, as in package.json. */
export const version: string = packageFile.version;

/** A hash of the sources; `scripts/build.mjs` puts it in. There is none where the sources themselves run, in tests. */
declare const BUILD: string | undefined;

/** Tells this build of the program from every other: what one has read another may not understand. */
export const build: string = `${version} ${typeof BUILD === 'undefined' ? 'from source' : BUILD}`;
