/** The file is not what its name says, or damaged, or protected: the person's matter, not a fault of the page. */
export class UnreadableFile extends Error {
  constructor(name: string, cause: unknown) {
    super(name, { cause });
    this.name = "UnreadableFile";
  }
}
