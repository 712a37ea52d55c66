/** Who pays and is paid: users with their habits, shops, employers, gateways, suppliers. */
@NullMarked
package io.groat.infra.training.generate.party;

import org.jspecify.annotations.NullMarked;
