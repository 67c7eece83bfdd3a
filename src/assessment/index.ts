/**
 * How people rate services: one rating per application, given and changed within a term, and
 * statistics by service. It knows no channel and no officer, and decides nothing about an
 * application: `acts/on-case` says whether one can be rated.
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
  eraseRatingWords,
  isShown,
  type Rating,
  type RatingDoor,
  ratingOf,
  ratingsByService,
  type ServiceRating,
  saveRating,
} from "./ratings.ts";
