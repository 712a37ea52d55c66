package io.groat.notifier.outbound;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;

/**
 * Finds the addresses of names, and lets through only those of the public internet. Whoever connects gets its addresses
 * here and nowhere else, so that a name that leads elsewhere a moment later (DNS rebinding) leads nowhere, and neither
 * does an address that is written as digits.
 */
public final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {

    private final AddressResolverGroup<InetSocketAddress> names;
    private final PublicAddresses addresses;

    /** @param names asked for the addresses of names */
    public GuardedResolver(AddressResolverGroup<InetSocketAddress> names, PublicAddresses addresses) {
        this.names = names;
        this.addresses = addresses;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Guarded(executor, names.getResolver(executor));
    }

    @Override
    public void close() {
        names.close();
        super.close();
    }

    private final class Guarded implements AddressResolver<InetSocketAddress> {
        private final EventExecutor executor;
        private final AddressResolver<InetSocketAddress> inner;

        Guarded(EventExecutor executor, AddressResolver<InetSocketAddress> inner) {
            this.executor = executor;
            this.inner = inner;
        }

        @Override
        public boolean isSupported(SocketAddress address) {
            return address instanceof InetSocketAddress;
        }

        /** Never: also what needs no look-up has to come by here. */
        @Override
        public boolean isResolved(SocketAddress address) {
            return false;
        }

        @Override
        public Future<InetSocketAddress> resolve(SocketAddress address) {
            return resolve(address, executor.newPromise());
        }

        @Override
        public Future<InetSocketAddress> resolve(SocketAddress address, Promise<InetSocketAddress> promise) {
            resolveAll(address).addListener((FutureListener<List<InetSocketAddress>>) found -> {
                if (found.isSuccess()) {
                    promise.trySuccess(found.getNow().get(0));
                } else {
                    promise.tryFailure(Objects.requireNonNull(found.cause()));
                }
            });
            return promise;
        }

        @Override
        public Future<List<InetSocketAddress>> resolveAll(SocketAddress address) {
            return resolveAll(address, executor.newPromise());
        }

        @Override
        public Future<List<InetSocketAddress>> resolveAll(
                SocketAddress address, Promise<List<InetSocketAddress>> promise) {
            InetSocketAddress asked = (InetSocketAddress) address;
            if (!asked.isUnresolved()) {
                finish(asked.getHostString(), List.of(asked), promise);
                return promise;
            }
            inner.resolveAll(asked).addListener((FutureListener<List<InetSocketAddress>>) found -> {
                if (found.isSuccess()) {
                    finish(asked.getHostString(), found.getNow(), promise);
                } else {
                    promise.tryFailure(Objects.requireNonNull(found.cause()));
                }
            });
            return promise;
        }

        private void finish(String host, List<InetSocketAddress> found, Promise<List<InetSocketAddress>> promise) {
            List<InetSocketAddress> allowed =
                    found.stream().filter(one -> allows(one.getAddress())).toList();
            if (allowed.isEmpty()) {
                promise.tryFailure(new ForbiddenAddressException(host));
            } else {
                promise.trySuccess(allowed);
            }
        }

        private boolean allows(InetAddress address) {
            return addresses.allows(address);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
