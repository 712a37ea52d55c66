package io.groat.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RefusalTest {

    /** The API's promise: codes in order of precedence, their status, what is kept, what may be tried again. */
    private static final String CODES = """
            IDEMPOTENCY_KEY_MISSING 400
            IDEMPOTENCY_KEY_INVALID 400
            UNKNOWN_CURRENCY 422
            BATCH_TOO_LARGE 413
            TRANSACTION_TYPE_UNKNOWN 422
            WALLET_TYPE_NOT_FOUND 404
            WALLET_TYPE_EXISTS 409
            TRANSACTION_TYPE_NOT_FOUND 404
            TRANSACTION_TYPE_EXISTS 409
            RULE_CHANGED 409
            BENEFICIARY_NOT_FOUND 404
            BENEFICIARY_EXISTS 409
            TOO_MANY_BENEFICIARIES 422
            TRANSFER_NOT_FOUND 404
            ACCOUNT_NOT_FOUND 404 recorded of the payee
            ACCOUNT_EXISTS 409
            SAME_ACCOUNT 422
            CURRENCY_MISMATCH 422 recorded of the payee
            IDEMPOTENCY_CONFLICT 422
            ACCOUNT_FROZEN 422 recorded
            ACCOUNT_CLOSED 422 recorded
            WALLET_TYPE_NOT_ALLOWED 422 recorded
            BENEFICIARY_REQUIRED 422 recorded
            BENEFICIARY_COOLING_OFF 422 recorded
            INSUFFICIENT_FUNDS 422 recorded
            LIMIT_EXCEEDED 422 recorded
            MAX_BALANCE_EXCEEDED 422 recorded
            BALANCE_OVERFLOW 422 recorded
            PAYMENT_DECLINED 422 recorded
            PAYOUT_REFUSED 422 recorded
            PAYOUT_CALLED_OFF 422 recorded
            ORDER_NOT_FOUND 404
            NO_GATEWAY 422
            GATEWAY_UNAVAILABLE 503
            DESTINATION_NOT_FOUND 404
            DESTINATION_EXISTS 409
            DESTINATION_REFUSED 422
            TOO_MANY_DESTINATIONS 422
            DISPUTE_NOT_FOUND 404
            PAYOUT_NOT_FOUND 404
            PAYOUT_UNDER_WAY 422
            ORDER_NOT_PAID 422
            SETTLEMENT_NOT_FOUND 404
            SETTLEMENT_UNREADABLE 422
            CASE_NOT_FOUND 404
            CASE_CLAIMED 409
            CASE_NOT_CLAIMED 409
            CASE_CLOSED 409
            CASE_ACTION_NOT_POSSIBLE 422
            HOLD_EXPIRED 422 recorded
            STATUS_CHANGE_NOT_ALLOWED 422
            BALANCE_NOT_ZERO 422
            HOLD_NOT_FOUND 404
            HOLD_UNDER_REVIEW 422
            HOLD_ENDED 422
            CAPTURE_TOO_LARGE 422
            HOLDS_OPEN 422
            REFUND_OF_PENDING 422
            REFUND_OF_FAILED 422
            REFUND_OF_REFUND 422
            REFUND_OF_DEPOSIT 422
            REFUND_OF_WITHDRAWAL 422
            REFUND_OF_COMMISSION 422
            REFUND_OF_SETTLEMENT 422
            REFUND_TOO_LARGE 422
            ALREADY_REFUNDED 422
            TRANSFERS_IN_FLIGHT 422
            SHARD_BUSY 429 retryable
            SHARD_UNAVAILABLE 503 retryable
            """;

    @Test
    void theCodesArePinned() {
        assertThat(Arrays.stream(Refusal.values())
                        .map(refusal -> refusal + " " + refusal.httpStatus()
                                + (refusal.isRecorded() ? " recorded" : "")
                                + (refusal.isOfPayee() ? " of the payee" : "")
                                + (refusal.isRetryable() ? " retryable" : "")
                                + "\n")
                        .collect(Collectors.joining()))
                .isEqualTo(CODES);
    }

    @Test
    void everyTitleIsASentenceOfItsOwnWithoutItsEnd() {
        assertThat(Refusal.values())
                .extracting(Refusal::title)
                .doesNotHaveDuplicates()
                .allSatisfy(title -> assertThat(title).matches("[A-Z].*[^.]"));
    }

    /** MySQL keeps a reason in 40 characters. */
    @Test
    void aRecordedCodeFitsItsColumn() {
        assertThat(Refusal.values())
                .allSatisfy(refusal -> assertThat(refusal.name()).hasSizeLessThanOrEqualTo(40));
    }

    @Test
    void anExceptionSaysWhatWasRefused() {
        assertThat(new RefusedException(Refusal.SHARD_BUSY))
                .hasMessage("SHARD_BUSY")
                .hasNoCause();
        Refused refused = Refused.of(Refusal.SHARD_UNAVAILABLE, "shard", "Shard 2 can't be reached");
        assertThat(new RefusedException(refused)).hasMessage("SHARD_UNAVAILABLE: Shard 2 can't be reached");
        assertThat(new RefusedException(refused).refused()).isEqualTo(refused);
    }
}
