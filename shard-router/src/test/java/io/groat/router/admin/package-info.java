@NullMarked
package io.groat.router.admin;

import org.jspecify.annotations.NullMarked;
