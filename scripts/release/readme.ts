/**
 * Makes the relative links of a README absolute, to the files of a release: npm's page shows the README without the
 * repository, and later commits may move what it links to.
 *
 * @param repository - address of the repository, such as `https://github.com/owner/name`
 */
export function linkToRelease(readme: string, repository: string, version: string): string {
  return readme.replaceAll(
    /\]\((?![a-z]+:|#)([^)]+)\)/g,
    (_, path: string) => `](${repository}/blob/v${version}/${path})`,
  );
}
