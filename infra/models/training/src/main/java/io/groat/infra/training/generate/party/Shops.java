package io.groat.infra.training.generate.party;

import io.groat.infra.training.generate.random.Purpose;
import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.random.Zipf;
import io.groat.infra.training.generate.setting.HistorySettings;
import java.util.List;

/** Shops by category and popularity, with their prices. A few have a sale each week, which brings many for the first time. */
public final class Shops {

    /** Visits to shops follow Zipf's law about as those to web sites and towns do: an exponent near 1. */
    private static final double POPULARITY = 0.95;

    private static final double PRICE_SIGMA = 0.35;
    private static final int DAYS_OF_A_SALE = 7;
    private static final int SALES_AT_ONCE = 3;
    private static final List<Category> CATEGORIES = List.of(Category.values());

    private final Parties parties;
    private final int count;
    private final int ranks;
    private final Zipf popularity;
    private final float[] prices;
    private final RandomStream market;

    public Shops(HistorySettings settings, Parties parties) {
        this.parties = parties;
        this.count = settings.merchants();
        this.ranks = count / CATEGORIES.size();
        this.popularity = new Zipf(ranks, POPULARITY);
        this.market = new RandomStream(settings.seed());
        this.prices = new float[count];
        for (int shop = 0; shop < count; shop++) {
            prices[shop] = (float) market.at(Purpose.MARKET, 1, shop).logNormal(1, PRICE_SIGMA);
        }
    }

    /** A shop of any category, by popularity. */
    public int any(RandomStream random) {
        double draw = random.nextDouble();
        for (Category category : CATEGORIES) {
            draw -= category.weight();
            if (draw < 0) {
                return of(category, random);
            }
        }
        return of(Category.GROCERY, random);
    }

    /** A shop of that category, by popularity. */
    public int of(Category category, RandomStream random) {
        return parties.shop(popularity.rank(random) * CATEGORIES.size() + CATEGORIES.indexOf(category));
    }

    /** Its share of all visits to shops. */
    public double share(int shop) {
        int rank = (shop - parties.shop(0)) / CATEGORIES.size();
        return rank < ranks ? category(shop).weight() * popularity.share(rank) : 0;
    }

    /** A shop of those that are visited, each as likely as the other. */
    public int whichever(RandomStream random) {
        int rank = random.below(ranks);
        return parties.shop(rank * CATEGORIES.size() + random.below(CATEGORIES.indexOf(Category.SUBSCRIPTION)));
    }

    /** One of those that have a sale on that day. */
    public int onSale(int day, RandomStream random) {
        market.at(Purpose.MARKET, 2 + random.below(SALES_AT_ONCE), day / DAYS_OF_A_SALE);
        int rank = market.below(ranks);
        return parties.shop(rank * CATEGORIES.size() + market.below(CATEGORIES.indexOf(Category.SUBSCRIPTION)));
    }

    public Category category(int shop) {
        return CATEGORIES.get((shop - parties.shop(0)) % CATEGORIES.size());
    }

    /** What somebody pays there, in hundredths: many prices end in 9 or 5, and an exchange takes round amounts. */
    public long amount(int shop, double purse, RandomStream random) {
        Category category = category(shop);
        double amount = random.logNormal(category.median(), category.sigma()) * purse * prices[shop - parties.shop(0)];
        return switch (category) {
            case EXCHANGE, CHARITY -> Prices.round(amount);
            case GAMES, MARKETPLACE, CLOTHES, ELECTRONICS, SUBSCRIPTION -> Prices.ending(amount, random);
            default -> Prices.exact(amount);
        };
    }
}
