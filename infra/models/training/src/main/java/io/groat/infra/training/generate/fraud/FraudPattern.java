package io.groat.infra.training.generate.fraud;

import io.groat.infra.training.generate.setting.FraudKind;
import io.groat.infra.training.generate.world.FraudCase;

/** How one kind of fraud goes. Each case is as blatant or as hard to see as its random numbers make it. */
interface FraudPattern {

    FraudKind kind();

    /** How many payments a case makes in the mean. */
    double usualPayments();

    /**
     * Begins a case on that day, and says of it how long it goes on and about how many payments it will make.
     *
     * @param wanted how many payments of this kind are still asked for; a long case keeps to it
     */
    void begin(FraudCase fraud, int day, double wanted);
}
