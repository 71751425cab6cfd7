/** A page of the manual as its file holds it; webpack gives the text. */
declare module "*.md" {
  const text: string;
  export default text;
}
