package io.groat.fraud.window;

/** What a history comes to in each window at one moment. */
public final class WindowTotals {

    private static final int WINDOWS = Window.ALL.size();

    final int[] count = new int[WINDOWS];
    final double[] sum = new double[WINDOWS];
    final double[] squares = new double[WINDOWS];
    final double[] max = new double[WINDOWS];
    final int[] parties = new int[WINDOWS];
    final int[] marked = new int[WINDOWS];

    WindowTotals() {}

    public int count(Window window) {
        return count[window.place()];
    }

    public double sum(Window window) {
        return sum[window.place()];
    }

    /** 0 when there is nothing. */
    public double mean(Window window) {
        int many = count(window);
        return many == 0 ? 0 : sum(window) / many;
    }

    /** Standard deviation of the population; 0 when there is nothing. */
    public double deviation(Window window) {
        int many = count(window);
        if (many == 0) {
            return 0;
        }
        double mean = mean(window);
        return Math.sqrt(Math.max(0, squares[window.place()] / many - mean * mean));
    }

    /** 0 when there is nothing. */
    public double max(Window window) {
        return max[window.place()];
    }

    /** Different parties on the other side. */
    public int parties(Window window) {
        return parties[window.place()];
    }

    /** Those that were marked: of what a payer pays those that failed, of what a payee gets those of payers who are new to it. */
    public int marked(Window window) {
        return marked[window.place()];
    }
}
