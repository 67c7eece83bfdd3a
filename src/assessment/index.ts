/**
 * How people were served, in their own numbers and words: one rating for each application, given and
 * changed within a term, and figures of them by service. It knows no door and no officer, and decides
 * nothing about an application: whether one can be rated, `acts/on-case` says.
 */
export {
  leastShown,
  longestComment,
  ratableUntil,
  ratingDays,
  ratingWrong,
  scores,
} from "./policy.ts";
export {
  isShown,
  type Rating,
  type RatingDoor,
  ratingOf,
  ratingsByService,
  type ServiceRating,
  saveRating,
} from "./ratings.ts";
