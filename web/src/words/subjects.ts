/** Words by their names, in groups. */
export type Words = { [key: string]: string | Words };

/** The files of a language by what they are about, which their names say. */
export function bySubject(files: Readonly<Record<string, Words>>): Record<string, Words> {
  return Object.fromEntries(
    Object.entries(files).map(([path, words]) => [path.replace(/^.*\/|\.json$/g, ""), words]),
  );
}
