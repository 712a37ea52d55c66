package io.groat.settlement;

import java.util.UUID;

/** Keys of movements, which are made of what they are for: so each happens once, whoever makes it and how often. */
public final class SettlementKeys {

    private SettlementKeys() {}

    /** Of a movement that settles something; the transit report finds it by this. */
    public static String settling(SettledItem item, Leg leg) {
        return "settlement/" + item.gateway() + "/" + item.subject() + "/" + leg.name();
    }

    /** Of a movement by a case's decision that settles nothing; each attempt has keys of its own. */
    public static String deciding(UUID caseId, int attempt, Leg leg) {
        return deciding(caseId, attempt, leg.name());
    }

    public static String deciding(UUID caseId, int attempt, String leg) {
        return "case/" + caseId + "/" + attempt + "/" + leg;
    }
}
