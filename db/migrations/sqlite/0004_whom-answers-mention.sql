UPDATE `idempotency` SET `subject` = json_extract(`answer`, '$.subject') WHERE json_valid(`answer`);
