import type { Catalogue } from "../../catalogue/index.ts";
import type { Topic } from "../../centres/index.ts";

/**
 * The picture of what people come for: that of the shelf of the front page on which its first
 * service stands. Whoever cannot read finds their way by it, so topics that share services with
 * one shelf (exports and farming) must not look the same.
 */
export function topicIcon(
  { jurisdiction }: Pick<Catalogue, "jurisdiction">,
  { services }: Pick<Topic, "services">,
): string {
  const shelves = jurisdiction.topics ?? [];
  for (const id of services) {
    const shelf = shelves.find((each) => each.services.includes(id));
    if (shelf) return shelf.icon;
  }
  return "file-text";
}
