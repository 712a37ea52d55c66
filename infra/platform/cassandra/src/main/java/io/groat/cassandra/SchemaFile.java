package io.groat.cassandra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A file of the schema.
 *
 * @param version from its name, {@code V<version>__<what>.cql}
 * @param statements each ended by a semicolon at a line's end
 */
record SchemaFile(int version, String name, List<String> statements) {

    private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.cql");

    /**
     * The files in a folder of the class path, by version.
     *
     * @throws IllegalStateException when one is named wrongly or two have one version
     */
    static List<SchemaFile> allIn(String folder) {
        try {
            Resource[] found =
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "/*.cql");
            List<SchemaFile> files = Arrays.stream(found)
                    .map(SchemaFile::read)
                    .sorted(Comparator.comparingInt(SchemaFile::version))
                    .toList();
            if (files.stream().map(SchemaFile::version).distinct().count() != files.size()) {
                throw new IllegalStateException("two schema files in " + folder + " have one version");
            }
            return files;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static SchemaFile read(Resource file) {
        String name = String.valueOf(file.getFilename());
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException(name + " is not named as V1__what.cql");
        }
        try {
            return new SchemaFile(
                    Integer.parseInt(matcher.group(1)), name, split(file.getContentAsString(StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<String> split(String text) {
        String code =
                text.lines().filter(line -> !line.strip().startsWith("--")).collect(Collectors.joining("\n"));
        return Arrays.stream(code.split(";[ \\t]*(?:\\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
