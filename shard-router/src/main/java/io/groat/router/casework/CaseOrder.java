package io.groat.router.casework;

import io.groat.casework.CaseAction;
import io.groat.casework.MoneyCase;
import io.groat.web.shape.Doc;
import io.groat.web.shape.NotBlank;
import io.groat.web.shape.Text;

/** A request to decide on a case, well-formed. */
@Doc("What is decided on a case, and why")
record CaseOrder(
        @Doc("One of the case's actions") CaseAction action,

        @Doc(value = "Why", example = "The payer has asked for it")
        @Text(
                max = MoneyCase.MAX_NOTE,
                fits = NotBlank.class,
                says = "has to have 1 to " + MoneyCase.MAX_NOTE + " characters")
        String note) {}
