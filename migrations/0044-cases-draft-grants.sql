-- What the server never changes it may not change: whose a draft is, of which service and journey.
revoke update on cases.draft from hamwe_app;
grant update (answers, visited, case_id, updated_at) on cases.draft to hamwe_app;
