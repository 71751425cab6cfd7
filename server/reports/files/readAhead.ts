/**
 * The same pages, each asked for while the one before is being worked on: so the database and this server work at the same time. Where nobody
 * wants more, the page under way is waited for and left.
 */
export async function* readAhead<T>(pages: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = ask(pages);
  try {
    for (;;) {
      const page = await next;
      if (page.done === true) return;
      next = ask(pages);
      yield page.value;
    }
  } finally {
    await next.catch(() => undefined);
    await pages.return(undefined);
  }
}

/** A page that fails before somebody waits for it fails when somebody does. */
function ask<T>(pages: AsyncGenerator<T>): Promise<IteratorResult<T>> {
  const page = pages.next();
  page.catch(() => undefined);
  return page;
}
