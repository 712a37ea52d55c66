package io.groat.infra.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a figure depends on beside the code.
 *
 * @param memoryMegabytes of the machine, or of the container
 * @param mysql the arguments of each of the four servers
 * @param baselinePoolSize connections of the baseline to each shard; 0 without a baseline
 */
public record Machine(
        int cores, long memoryMegabytes, String os, String java, List<String> mysql, int baselinePoolSize) {
    /** This one. */
    public static Machine current(List<String> mysql, int baselinePoolSize) {
        long bytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                bytes >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.runtime.version"),
                mysql,
                baselinePoolSize);
    }
}
