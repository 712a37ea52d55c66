package io.groat.notifier.contact;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.message.Kind;
import io.groat.notifier.template.MessageTemplate;
import io.groat.notifier.template.Rendered;
import io.groat.notifier.template.Templates;
import io.groat.notifier.template.Variables;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.shape.Doc;
import io.groat.web.shape.ObjectLimit;
import io.groat.web.shape.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What messages say, for those who want to see it first. */
final class TemplateCalls {

    private final Templates templates;
    private final Bodies bodies;

    public TemplateCalls(Templates templates, Bodies bodies) {
        this.templates = templates;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/templates", Calls.SENDS)
                        .named("templates", "getTemplates", "What can be said")
                        .gives(200, TemplatesView.class, "All templates")
                        .by(this::list),
                Route.post("/v1/templates/{name}/preview", Calls.SENDS)
                        .named("templates", "previewTemplate", "What a message would say")
                        .path("name", "The template's name")
                        .takes(PreviewWish.class)
                        .gives(200, PreviewView.class, "In each of its forms")
                        .refuses(
                                NotifierProblem.UNKNOWN_TEMPLATE,
                                NotifierProblem.UNKNOWN_LOCALE,
                                NotifierProblem.INVALID_VARIABLE,
                                NotifierProblem.MISSING_VARIABLE)
                        .by(bodies, this::preview));
    }

    /** A template. */
    record TemplateView(
            @Doc(example = "payment-received") String name,
            Kind kind,

            @Doc(value = "What it needs to know", example = "[\"amount\"]")
            List<String> variables) {

        private static TemplateView of(String name, MessageTemplate template) {
            return new TemplateView(
                    name, template.kind(), template.needed().stream().sorted().toList());
        }
    }

    /** All of them. */
    record TemplatesView(List<TemplateView> items) {}

    /** What a message would say. */
    @Doc("What a message would say")
    record PreviewView(
            @Doc(example = "en") String locale,
            String title,
            String text,
            String html,
            @Doc("For small screens") String brief) {}

    /** What is to be said; {@link Variables} judges what the template needs to know. */
    @Doc("In which language, and with what")
    record PreviewWish(
            @Doc(value = "English, if not said", example = "en") @Text(max = 35) @Nullable
            String locale,

            @Doc(
                    value = "What the template needs to know",
                    example =
                            "{\"amountMinor\": \"2500\", \"currency\": \"EUR\", \"payer\": \"alice\", \"paymentId\": \"x\"}")
            @ObjectLimit(Variables.MOST)
            @Nullable
            Map<String, String> variables) {}

    private Mono<ServerResponse> list(ServerRequest request) {
        return Answer.ok(new TemplatesView(templates.names().stream()
                .map(name -> TemplateView.of(
                        name, templates.find(name, Templates.FIRST_LOCALE).orElseThrow()))
                .toList()));
    }

    private Mono<ServerResponse> preview(ServerRequest request, Mono<PreviewWish> body) {
        String name = request.pathVariable("name");
        return body.flatMap(wish -> {
            @Nullable String asked = wish.locale();
            String locale = Templates.known(asked == null ? Templates.FIRST_LOCALE : asked);
            MessageTemplate template = templates
                    .find(name, locale)
                    .orElseThrow(() -> new ProblemException(
                            NotifierProblem.UNKNOWN_TEMPLATE, "name", "There is no template \"" + name + "\""));
            Map<String, String> variables = Variables.read(wish.variables(), template);
            Rendered rendered = templates.render(template, locale, variables);
            return Answer.ok(
                    new PreviewView(locale, rendered.title(), rendered.text(), rendered.html(), rendered.brief()));
        });
    }
}
