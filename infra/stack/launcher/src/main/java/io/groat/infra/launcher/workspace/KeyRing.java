package io.groat.infra.launcher.workspace;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.server.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The keys of a stack, made at its first start, each in a file that only its owner may read: an API key for each role,
 * the credential by which the services know each other, and the key that signs access tokens.
 */
public final class KeyRing {
    private static final List<String> ROLES = List.of("operator", "analyst", "admin");
    private static final String SERVICE = "service";
    private static final int CURVE_BITS = 256;
    private static final int LINE = 64;

    private final Path folder;

    public KeyRing(Path folder) {
        this.folder = folder;
    }

    /** The key of that role; made when it is not there. */
    public AccessKey of(String role) {
        return key(role, AccessKey.create());
    }

    /** The folder of the keys that sign tokens; one is made when there is none. */
    Path signing() {
        Path signing = folder.resolve("signing");
        try {
            Files.createDirectories(signing);
            try (Stream<Path> files = Files.list(signing)) {
                if (files.noneMatch(file -> file.toString().endsWith(".pem"))) {
                    Folders.writePrivate(signing.resolve("first.pem"), newSigningKey());
                }
            }
            return signing;
        } catch (IOException e) {
            throw new LauncherException("Cannot read or write " + signing + ": " + e.getMessage(), e);
        }
    }

    /** What services are told: the hashes of the API keys, never the keys. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        ROLES.forEach(role ->
                environment.put("GROAT_ACCESS_BOOTSTRAP_" + role.toUpperCase(Locale.ROOT), of(role).bootstrap()));
        environment.put(
                "GROAT_ACCESS_SERVICECREDENTIAL",
                key(SERVICE, AccessKey.create(SERVICE)).text());
        environment.put("GROAT_AUTH_KEYS", signing().toString());
        return environment;
    }

    private AccessKey key(String name, AccessKey fresh) {
        Path file = folder.resolve(name);
        try {
            if (Files.isRegularFile(file)) {
                return AccessKey.parse(Files.readString(file));
            }
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Folders.writePrivate(file, fresh.text() + "\n");
            return fresh;
        } catch (IOException e) {
            throw new LauncherException("Cannot read or write " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new LauncherException(file + " holds no API key. Delete it, and a new one is made.", e);
        }
    }

    /** P-256 in PKCS #8, as PEM. */
    private static String newSigningKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(CURVE_BITS);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
