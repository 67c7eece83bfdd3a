/**
 * How people were served, in their own words and numbers: ratings of applications that have ended.
 * It knows no door and no officer, and decides nothing about an application.
 */
export { type Rating, rate } from "./ratings.ts";
