package io.groat.router.auth.trail;

import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.auth.session.Client;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Leaves a trace in the audit log. One that can't be left there is logged, and holds nobody up. */
public final class AuthTrail {

    private static final String NOBODY_KNOWN = "anonymous";

    private final AuditLog audit;

    public AuthTrail(AuditLog audit) {
        this.audit = audit;
    }

    /** Something that worked. */
    public Mono<Void> done(AuthAction act, String userId, Client client) {
        return audit.tryAppend(entry(act, "user:" + userId, userId, client, AuditEntry.Outcome.DONE));
    }

    /** @param userId whom it was about; null when there is nobody of that name */
    public Mono<Void> refused(AuthAction act, @Nullable String userId, Client client) {
        return audit.tryAppend(entry(act, NOBODY_KNOWN, userId, client, AuditEntry.Outcome.REFUSED));
    }

    private static AuditEntry entry(
            AuthAction act, String actor, @Nullable String userId, Client client, AuditEntry.Outcome outcome) {
        return new AuditEntry(actor, act.name(), userId, null, client.address(), outcome, null);
    }
}
