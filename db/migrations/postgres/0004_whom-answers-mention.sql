UPDATE "idempotency" SET "subject" = "answer"::json ->> 'subject' WHERE "answer" LIKE '{%';
