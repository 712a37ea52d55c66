package io.groat.infra.training.generate.fraud;

import io.groat.infra.training.generate.random.Purpose;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.generate.world.FraudCase;
import io.groat.infra.training.generate.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Begins cases so that the share of fraudulent payments comes to what was asked for. Each morning it counts for each kind
 * what has been paid and what running cases will still pay, and begins new ones for what is lacking.
 */
public final class Frauds {

    /** Top-ups and the like that come to the payments planned for a day. */
    private static final double BESIDE_THE_PLAN = 1.1;

    /** A case is forgotten this long after its planned end; what is late comes by then. */
    private static final long LATE = 2 * World.DAY;

    private final HistorySettings settings;
    private final World world;
    private final RandomStream random;
    private final List<Running> kinds = new ArrayList<>();

    public Frauds(HistorySettings settings, World world) {
        this.settings = settings;
        this.world = world;
        this.random = new RandomStream(settings.seed());
        Victims victims = new Victims(world);
        List.of(
                        new StolenAccount(world, victims),
                        new Scam(world, victims),
                        new PayeeTakeover(settings, world, victims),
                        new Drip(world, victims),
                        new MuleRing(world, victims),
                        new Collusion(world, victims))
                .forEach(pattern -> kinds.add(new Running(pattern, settings.shareOf(pattern.kind()))));
    }

    /**
     * Begins what is to begin on the day that the world is at.
     *
     * @param planned how many honest payments the day will have, about
     */
    public void begin(int planned) {
        if (settings.fraudShare() == 0) {
            return;
        }
        random.at(Purpose.FRAUD_DAY, world.today(), 0);
        double honest = world.honest() + planned * BESIDE_THE_PLAN;
        double wanted = honest * settings.fraudShare() / (1 - settings.fraudShare());
        kinds.forEach(kind -> kind.begin(wanted));
    }

    /** One kind and its cases. */
    private final class Running {
        private final FraudPattern pattern;
        private final double share;
        private final List<FraudCase> cases = new ArrayList<>();
        private long begun;
        private long over;

        Running(FraudPattern pattern, double share) {
            this.pattern = pattern;
            this.share = share;
        }

        void begin(double all) {
            double lacking = all * share - paid();
            while (lacking > 0 && lacking > random.nextDouble() * pattern.usualPayments()) {
                FraudCase fraud = world.open(pattern.kind(), begun++);
                pattern.begin(fraud, world.today(), lacking);
                cases.add(fraud);
                // A case may come to nothing, as when everybody in it is the same; each counts, so that there is an
                // end.
                lacking -= Math.max(0.5, fraud.expected());
            }
        }

        /** What cases have paid or will pay. */
        private double paid() {
            long now = world.startOf(world.today());
            double sum = 0;
            for (FraudCase fraud : cases) {
                if (fraud.ends() + LATE < now) {
                    over += fraud.payments();
                } else {
                    sum += fraud.ends() < now ? fraud.payments() : fraud.expected();
                }
            }
            cases.removeIf(fraud -> fraud.ends() + LATE < now);
            return over + sum;
        }
    }
}
