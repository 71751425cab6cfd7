/** A set of listeners; one that throws does not keep the others from hearing. */
export interface Listeners<T> {
  add(listener: (event: T) => void): () => void;
  tell(event: T): void;
}

export function createListeners<T>(): Listeners<T> {
  const all = new Set<(event: T) => void>();
  return {
    add: (listener) => {
      all.add(listener);
      return () => all.delete(listener);
    },
    tell: (event) => {
      for (const listener of [...all]) {
        try {
          listener(event);
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
