package io.groat.notifier.contact;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.template.MessageTemplate;
import io.groat.notifier.template.Rendered;
import io.groat.notifier.template.Templates;
import io.groat.notifier.template.Variables;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonText;
import io.groat.web.problem.ProblemException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What messages say, for those who want to see it first. */
final class TemplateCalls {

    private static final int MOST = 8_000;

    private final Templates templates;
    private final Bodies bodies;

    public TemplateCalls(Templates templates, Bodies bodies) {
        this.templates = templates;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/templates", Calls.SENDS, this::list),
                Route.post("/v1/templates/{name}/preview", Calls.SENDS, this::preview));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return Answer.ok(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            for (String name : templates.names()) {
                MessageTemplate template =
                        templates.find(name, Templates.FIRST_LOCALE).orElseThrow();
                json.writeStartObject();
                json.writeStringProperty("name", name);
                json.writeStringProperty("kind", template.kind().text());
                json.writeArrayPropertyStart("variables");
                template.needed().stream().sorted().forEach(json::writeString);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Mono<ServerResponse> preview(ServerRequest request) {
        String name = request.pathVariable("name");
        return bodies.json(request).map(JsonText::object).flatMap(fields -> {
            fields.requireOnly(Set.of("locale", "variables"));
            @Nullable String asked = fields.findText("locale", 35);
            String locale = Templates.known(asked == null ? Templates.FIRST_LOCALE : asked);
            MessageTemplate template = templates
                    .find(name, locale)
                    .orElseThrow(() -> new ProblemException(
                            NotifierProblem.UNKNOWN_TEMPLATE, "name", "There is no template \"" + name + "\""));
            Map<String, String> variables = Variables.read(fields.findFields("variables", MOST), template);
            Rendered rendered = templates.render(template, locale, variables);
            return Answer.ok(json -> {
                json.writeStartObject();
                json.writeStringProperty("locale", locale);
                json.writeStringProperty("title", rendered.title());
                json.writeStringProperty("text", rendered.text());
                json.writeStringProperty("html", rendered.html());
                json.writeStringProperty("brief", rendered.brief());
                json.writeEndObject();
            });
        });
    }
}
