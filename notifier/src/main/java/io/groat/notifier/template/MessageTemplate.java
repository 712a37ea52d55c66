package io.groat.notifier.template;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.groat.notifier.message.Kind;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One template in one language.
 *
 * <p>Variables stand as {@code {{name}}}; {@code {{#name}}…{{/name}}} is left out when the variable is not there. In HTML
 * they are escaped, in plain text they stand as they are.
 */
public final class MessageTemplate {

    private static final Mustache.Compiler PLAIN = Mustache.compiler().escapeHTML(false);
    /** A variable of several lines has them in HTML too. */
    private static final Mustache.Compiler HTML =
            Mustache.compiler().withEscaper(raw -> Escapers.HTML.escape(raw).replace("\n", "<br>\n"));

    private final String name;
    private final Kind kind;
    private final boolean secret;
    private final @Nullable Duration within;
    private final Template title;
    private final Template text;
    private final Template html;
    private final Template brief;
    private final Set<String> needed = new LinkedHashSet<>();

    /**
     * @param secret whether what it says is for its reader's eyes alone and not kept
     * @param within after which time it is too late; null for never
     */
    MessageTemplate(
            String name,
            Kind kind,
            boolean secret,
            @Nullable Duration within,
            String locale,
            String title,
            String text,
            String brief) {
        this.name = name;
        this.kind = kind;
        this.secret = secret;
        this.within = within;
        this.title = PLAIN.compile(title);
        this.text = PLAIN.compile(text);
        this.brief = PLAIN.compile(brief);
        this.html = HTML.compile(page(locale, title, text));
        Needed visitor = new Needed();
        this.title.visit(visitor);
        this.text.visit(visitor);
        this.brief.visit(visitor);
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isSecret() {
        return secret;
    }

    public @Nullable Duration within() {
        return within;
    }

    /** The variables that have to be there. */
    public Set<String> needed() {
        return Set.copyOf(needed);
    }

    /** The first variable that it needs and that is not there; null when there is none. */
    public @Nullable String missing(Map<String, String> variables) {
        return needed.stream()
                .filter(one -> !variables.containsKey(one))
                .sorted()
                .findFirst()
                .orElse(null);
    }

    Rendered render(Map<String, String> variables) {
        return new Rendered(
                title.execute(variables).strip(),
                text.execute(variables).strip(),
                html.execute(variables),
                brief.execute(variables).strip());
    }

    private static String page(String locale, String title, String text) {
        String paragraphs = text.strip()
                .lines()
                .collect(Collectors.joining("\n"))
                .replace("\n\n", "</p>\n<p>")
                .replaceAll("\\{\\{(\\w*[lL]ink)}}", "<a href=\"{{$1}}\">{{$1}}</a>");
        return "<!doctype html>\n<html lang=\"" + locale + "\"><head><meta charset=\"utf-8\"><title>" + title
                + "</title></head>\n<body style=\"font-family:sans-serif;max-width:36em;margin:2em auto;\">\n<p>"
                + paragraphs + "</p>\n</body></html>\n";
    }

    /** What stands outside of sections: a section is there for what may be missing. */
    private final class Needed implements Mustache.Visitor {
        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String variable) {
            needed.add(variable);
        }

        @Override
        public boolean visitInclude(String include) {
            return false;
        }

        @Override
        public boolean visitSection(String section) {
            return false;
        }

        @Override
        public boolean visitInvertedSection(String section) {
            return false;
        }
    }
}
