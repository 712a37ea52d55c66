package io.groat.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;

/** A sandbox in this process, and a merchant that takes its webhooks. */
final class RunningSandbox implements AutoCloseable {

    static final Map<String, String> SECRETS = Map.of(
            "SANDBOX_RAZORPAY_KEY_ID", Client.KEY_ID,
            "SANDBOX_RAZORPAY_KEY_SECRET", Client.KEY_SECRET,
            "SANDBOX_RAZORPAY_WEBHOOK_SECRET", Receiver.RAZORPAY_SECRET,
            "SANDBOX_STRIPE_SECRET_KEY", Client.SECRET_KEY,
            "SANDBOX_STRIPE_WEBHOOK_SECRET", Receiver.STRIPE_SECRET);

    private final Receiver receiver;
    private final Sandbox sandbox;
    private final Client client;

    RunningSandbox(Path folder) {
        try {
            receiver = new Receiver();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        sandbox = Sandbox.start(new Settings(
                InetAddress.getLoopbackAddress(),
                0,
                folder,
                receiver.base(),
                "",
                Client.KEY_ID,
                Client.KEY_SECRET,
                Receiver.RAZORPAY_SECRET,
                Client.SECRET_KEY,
                Receiver.STRIPE_SECRET));
        client = new Client("http://127.0.0.1:" + sandbox.address().getPort());
    }

    Receiver receiver() {
        return receiver;
    }

    Client client() {
        return client;
    }

    @Override
    public void close() {
        sandbox.close();
        receiver.close();
    }
}
