/**
 * The money desk: what is owed back and the two officers who give it back, the books, providers'
 * statements and what they say otherwise, and the tills of the halls. It shows and asks; what may
 * be done, `payments` decides.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { billPage, proposeFee } from "./bill.ts";
import { booksPage } from "./books.ts";
import { type Desk, deskOf, type TreasuryDeps } from "./desk.ts";
import { sendReceipt } from "./receipts.ts";
import { decideRefund, proposeOwed, refundsPage } from "./refunds.ts";
import { statementsPage, takeFile } from "./statements.ts";
import { cashTaken, closeMine, openMine, settleReceipt, signOne, tillPage } from "./tills.ts";

export type { TreasuryDeps } from "./desk.ts";

/** All pages of the money desk; call it after sign-in has been installed. */
export function treasuryRoutes(app: FastifyInstance, deps: TreasuryDeps): void {
  type Page = (desk: Desk) => Promise<FastifyReply>;
  const of =
    (role: "treasury-officer" | "cashier", page: Page) =>
    async (request: FastifyRequest, reply: FastifyReply) =>
      page(deskOf(deps, request, reply, role));
  const config = { multipart: true };
  app.get("/treasury", of("treasury-officer", refundsPage));
  app.post("/treasury/refunds", of("treasury-officer", proposeOwed));
  app.post("/treasury/refunds/decide", of("treasury-officer", decideRefund));
  app.get("/treasury/bill", of("treasury-officer", billPage));
  app.post("/treasury/bill/refund", of("treasury-officer", proposeFee));
  app.get("/treasury/books", of("treasury-officer", booksPage));
  app.get("/treasury/statements", of("treasury-officer", statementsPage));
  app.post("/treasury/statements", { config }, of("treasury-officer", takeFile));
  app.post("/treasury/tills/sign", of("treasury-officer", signOne));
  app.get("/treasury/till", of("cashier", tillPage));
  app.post("/treasury/till/open", of("cashier", openMine));
  app.post("/treasury/till/take", of("cashier", cashTaken));
  app.get("/treasury/till/receipts/:billId", of("cashier", sendReceipt));
  app.post("/treasury/till/receipts", of("cashier", settleReceipt));
  app.post("/treasury/till/close", of("cashier", closeMine));
}
