package io.groat.infra.checks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Habits that bytecode shows: names, injection, time, logging, exceptions. */
class HabitsTest {
    /** Names that say how a class is built or that it does something; ours say what it is. */
    private static final Pattern EMPTY_NAME =
            Pattern.compile("(\\w+[a-z0-9])?(Impl|Manager|Helper|Utils?)|Base[A-Z]\\w*|\\w+[a-z]Base");

    /** The classes that may catch every Exception, by full name, with the reason. */
    private static final Map<String, String> CATCHERS = Map.of();

    private static final Set<String> INJECTED = Set.of(
            "org.springframework.beans.factory.annotation.Autowired",
            "org.springframework.beans.factory.annotation.Value",
            "jakarta.inject.Inject",
            "jakarta.annotation.Resource");

    @Test
    void aTypeIsNamedAfterWhatItIs() {
        noClasses().should(ArchCondition.from(haveAnEmptyName())).check(MainClasses.all());
    }

    @Test
    void collaboratorsComeThroughTheConstructor() {
        noFields()
                .should()
                .beAnnotatedWith(describe(
                        "an injection",
                        annotation -> INJECTED.contains(annotation.getRawType().getFullName())))
                .check(MainClasses.all());
    }

    @Test
    void timeIsJavaTime() {
        noClasses()
                .that()
                // The library that makes its tokens takes the old ones.
                .doNotHaveFullyQualifiedName("io.groat.infra.webtest.TestIssuer")
                .should()
                .dependOnClassesThat(describe(
                        "are of the old date API",
                        type -> Set.of(
                                        "java.util.Date",
                                        "java.util.Calendar",
                                        "java.text.SimpleDateFormat",
                                        "java.sql.Timestamp")
                                .contains(type.getFullName())))
                .check(MainClasses.all());
    }

    @Test
    void servicesLogAndDoNotPrint() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MainClasses.ofProduct());
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MainClasses.ofProduct());
    }

    @Test
    void anExceptionSaysWhatHappened() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(MainClasses.all());
    }

    /** A RuntimeException may be caught where foreign code is run; Exception takes checked ones along unseen. */
    @Test
    void nobodyCatchesEveryException() {
        noClasses()
                .that(areNotListed())
                .should(ArchCondition.from(catchEveryException()))
                .check(MainClasses.ofProduct());
    }

    private static DescribedPredicate<JavaClass> haveAnEmptyName() {
        return describe(
                "be named " + EMPTY_NAME,
                type -> EMPTY_NAME.matcher(type.getSimpleName()).matches());
    }

    private static DescribedPredicate<JavaClass> areNotListed() {
        return describe("are not among " + CATCHERS.keySet(), type -> !CATCHERS.containsKey(type.getFullName()));
    }

    private static DescribedPredicate<JavaClass> catchEveryException() {
        return describe(
                "catch Exception",
                type -> type.getCodeUnits().stream()
                        .flatMap(code -> code.getTryCatchBlocks().stream())
                        .flatMap(block -> block.getCaughtThrowables().stream())
                        .anyMatch(caught -> caught.getFullName().equals("java.lang.Exception")));
    }
}
