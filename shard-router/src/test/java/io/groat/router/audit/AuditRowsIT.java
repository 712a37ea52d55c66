package io.groat.router.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.db.Column;
import io.groat.router.RunningRouter;
import org.junit.jupiter.api.Test;

class AuditRowsIT {

    @Test
    void theSchemaHasTheseColumnsAndNoOther() {
        assertThat(AuditRows.TABLE.columns().stream().map(Column::name))
                .containsExactlyInAnyOrderElementsOf(RunningRouter.shared().columnsOf("audit_log"));
    }
}
