import type { Catalogue } from "../../catalogue/index.ts";
import type { Topic } from "../../centres/index.ts";

/**
 * The picture of what people come for: that of the shelf of the front page on which most of its
 * services stand. Whoever cannot read finds their way by it.
 */
export function topicIcon({ jurisdiction }: Catalogue, { services }: Topic): string {
  const shelves = jurisdiction.topics ?? [];
  const shared = (shelf: (typeof shelves)[number]) =>
    shelf.services.filter((id) => services.includes(id)).length;
  const best = shelves.reduce<(typeof shelves)[number] | undefined>(
    (most, shelf) => (shared(shelf) > (most ? shared(most) : 0) ? shelf : most),
    undefined,
  );
  return best?.icon ?? "file-text";
}
