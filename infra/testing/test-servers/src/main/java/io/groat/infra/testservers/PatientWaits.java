package io.groat.infra.testservers;

import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gives every wait of a test JVM {@link TestServers#PATIENCE}, where Awaitility's own ten seconds are fewer than a busy
 * machine may need. JUnit finds it by its service file.
 */
public final class PatientWaits implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(TestServers.PATIENCE);
    }
}
