@NullMarked
package io.groat.router.audit;

import org.jspecify.annotations.NullMarked;
