import type { Lending } from "@lendkit/engine";
import { Router } from "express";
import { jsonBody } from "../http/jsonBody.ts";
import { answerInWireNames } from "../http/wireNames.ts";
import {
  applicantFrom,
  createLoanAnswer,
  creditApprovalNames,
  customerAnswer,
  eligibilityAnswer,
  loanAnswer,
  loanListItem,
  loanRequestFrom,
  recordNumberFrom,
} from "./creditApprovalWire.ts";

/** The credit approval API: register, check, lend and look. */
export function creditApproval(lending: Lending): Router {
  const router = Router();

  router.post("/register", ...jsonBody, async (request, response) => {
    const customer = await lending.registerCustomer(applicantFrom(request.body));
    response.status(201).json(customerAnswer(customer));
  });

  router.post("/check-eligibility", ...jsonBody, async (request, response) => {
    const loanRequest = loanRequestFrom(request.body);
    response.json(eligibilityAnswer(loanRequest, await lending.checkEligibility(loanRequest)));
  });

  router.post("/create-loan", ...jsonBody, async (request, response) => {
    const loanRequest = loanRequestFrom(request.body);
    const answer = await lending.createLoan(loanRequest);
    response
      .status(answer.loan === undefined ? 200 : 201)
      .json(createLoanAnswer(loanRequest, answer));
  });

  router.get("/view-loan/:loanId", async (request, response) => {
    const loanNumber = recordNumberFrom("loan_id", request.params.loanId);
    const { loan, customer } = await lending.viewLoan(loanNumber);
    response.json(loanAnswer(loan, customer));
  });

  router.get("/view-loans/:customerId", async (request, response) => {
    const customerNumber = recordNumberFrom("customer_id", request.params.customerId);
    const loans = await lending.viewLoans(customerNumber);
    response.json(loans.map(loanListItem));
  });

  router.use(answerInWireNames(creditApprovalNames));
  return router;
}
