package io.groat.infra.training.generate;

import io.groat.infra.training.generate.fraud.Frauds;
import io.groat.infra.training.generate.habit.HonestPayments;
import io.groat.infra.training.generate.party.Parties;
import io.groat.infra.training.generate.party.People;
import io.groat.infra.training.generate.party.Shops;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.generate.world.PaymentSink;
import io.groat.infra.training.generate.world.World;
import java.util.function.IntConsumer;

/**
 * One run through a history, day by day: people plan their day, frauds begin, and then everything happens in the order of
 * time. Memory is one day's plans, what is under way, and about 80 bytes a user.
 */
final class History {

    private final HistorySettings settings;
    private final World world;

    History(HistorySettings settings, Parties parties, PaymentSink sink) {
        this.settings = settings;
        Shops shops = new Shops(settings, parties);
        this.world = new World(settings, parties, new People(settings, parties, shops), shops, sink);
    }

    /** @param dayDone is told each day's number, from 0, when it is over */
    void run(IntConsumer dayDone) {
        HonestPayments honest = new HonestPayments(settings, world);
        Frauds frauds = new Frauds(settings, world);
        for (int day = 0; day < settings.days(); day++) {
            world.today(day);
            frauds.begin(honest.plan());
            honest.carryOut();
            dayDone.accept(day);
        }
    }

    /** How many things were planned for later at once, at most. */
    int mostSteps() {
        return world.mostSteps();
    }
}
