package io.groat.router.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groat.client.ApiClient;
import io.groat.client.ApiException;
import io.groat.client.api.AccountsApi;
import io.groat.client.api.TransfersApi;
import io.groat.client.model.Account;
import io.groat.client.model.AccountOpening;
import io.groat.client.model.Amount;
import io.groat.client.model.Transfer;
import io.groat.client.model.TransferOrder;
import io.groat.router.RunningRouter;
import org.junit.jupiter.api.Test;

/** A client that was generated from the OpenAPI document, as others would make it, can be used. */
class GeneratedClientIT {

    private final RunningRouter router = RunningRouter.shared();
    private final AccountsApi accounts;
    private final TransfersApi transfers;

    GeneratedClientIT() {
        ApiClient client = new ApiClient();
        client.updateBaseUri("http://127.0.0.1:" + router.port());
        client.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + RunningRouter.OPERATOR.text()));
        accounts = new AccountsApi(client);
        transfers = new TransfersApi(client);
    }

    @Test
    void makesAPayment() throws ApiException {
        Account payer = open(router.userOn(0), 10_000);
        Account payee = open(router.userOn(1), 0);

        Transfer transfer = transfers.transfer("generated-" + payer.getUserId(), order(payer, payee, 1_250));

        assertThat(transfer.getReference()).isEqualTo("Invoice 7");
        assertThat(transfer.getAmount().getLong()).isEqualTo(1_250);
        assertThat(accounts.getAccount(payer.getId().toString(), null)
                        .getBalance()
                        .getPosted()
                        .getLong())
                .isEqualTo(8_750);
    }

    @Test
    void isToldWhyAPaymentIsRefused() throws ApiException {
        Account payer = open(router.userOn(0), 100);
        Account payee = open(router.userOn(1), 0);

        ApiException refused = catchThrowableOfType(
                ApiException.class,
                () -> transfers.transfer("refused-" + payer.getUserId(), order(payer, payee, 1_250)));

        assertThat(refused.getCode()).isEqualTo(422);
        assertThat(refused.getResponseBody()).contains("INSUFFICIENT_FUNDS");
    }

    private Account open(String user, long balance) throws ApiException {
        return accounts.openAccount(
                new AccountOpening().userId(user).currency("EUR").openingBalance(new Amount(balance)));
    }

    private static TransferOrder order(Account payer, Account payee, long amount) {
        return new TransferOrder()
                .payer(payer.getUserId())
                .payee(payee.getUserId())
                .amount(new Amount(amount))
                .currency("EUR")
                .reference("Invoice 7");
    }
}
