package io.groat.infra.training.generate.habit;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;

/**
 * One day, and how much is paid on such days.
 *
 * @param number from 0
 * @param weekday from 1 for Monday to 7
 * @param ofMonth from 1
 * @param activity payments beside the mean of all days
 * @param prices amounts beside the mean of all days
 */
record CalendarDay(int number, int weekday, int ofMonth, double activity, double prices) {

    private static final int CHRISTMAS = 24;

    static CalendarDay of(LocalDate start, int number) {
        LocalDate date = start.plusDays(number);
        boolean december = date.getMonth() == Month.DECEMBER;
        boolean gifts = december && date.getDayOfMonth() <= CHRISTMAS;
        return new CalendarDay(
                number,
                date.getDayOfWeek().getValue(),
                date.getDayOfMonth(),
                week(date.getDayOfWeek()) * (gifts ? 1.35 : december ? 0.9 : season(date.getMonth())),
                gifts ? 1.2 : 1);
    }

    boolean isWeekend() {
        return weekday >= DayOfWeek.SATURDAY.getValue();
    }

    private static double week(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> 0.9;
            case FRIDAY -> 1.15;
            case SATURDAY -> 1.25;
            case SUNDAY -> 0.8;
            default -> 0.97;
        };
    }

    private static double season(Month month) {
        return switch (month) {
            case JANUARY -> 0.88;
            case FEBRUARY -> 0.93;
            case JULY, AUGUST -> 1.04;
            case NOVEMBER -> 1.08;
            default -> 0.99;
        };
    }
}
