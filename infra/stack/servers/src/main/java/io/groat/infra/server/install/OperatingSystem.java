package io.groat.infra.server.install;

import io.groat.infra.server.ServerException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The operating system and processor, in the words of those who pack binaries. */
public enum OperatingSystem {
    LINUX_X86_64("mysql-Linux-amd64.tar.gz", "linux-amd64"),
    LINUX_ARM_64(null, "linux-arm64"),
    MAC_X86_64("mysql-Mac_OS_X-x86_64.tar.gz", "darwin-amd64"),
    /** Its MySQL is the x86-64 one, which macOS translates. */
    MAC_ARM_64("mysql-Mac_OS_X-x86_64.tar.gz", "darwin-arm64"),
    OTHER(null, null);

    private final @Nullable String mysqlArchive;
    private final @Nullable String redisSuffix;

    OperatingSystem(@Nullable String mysqlArchive, @Nullable String redisSuffix) {
        this.mysqlArchive = mysqlArchive;
        this.redisSuffix = redisSuffix;
    }

    public static OperatingSystem current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static OperatingSystem of(String name, String architecture) {
        boolean arm = "aarch64".equals(architecture);
        boolean intel = "amd64".equals(architecture) || "x86_64".equals(architecture);
        String system = name.toLowerCase(Locale.ROOT);
        if (system.startsWith("linux") && (arm || intel)) {
            return arm ? LINUX_ARM_64 : LINUX_X86_64;
        }
        if (system.startsWith("mac") && (arm || intel)) {
            return arm ? MAC_ARM_64 : MAC_X86_64;
        }
        return OTHER;
    }

    public String mysqlArchive() {
        return known(mysqlArchive, "MySQL");
    }

    public String redisSuffix() {
        return known(redisSuffix, "Redis");
    }

    private static String known(@Nullable String value, String server) {
        if (value == null) {
            throw new ServerException("The Maven repository has no " + server + " for " + System.getProperty("os.name")
                    + " on " + System.getProperty("os.arch")
                    + ". Use Docker: docker compose -f infra/compose.yaml up, and -Dservers=docker for the tests.");
        }
        return value;
    }
}
