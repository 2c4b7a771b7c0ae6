home-none-open = اکنون نشستی باز نیست.
home-open = نشست‌هایی که اکنون بازند
figure-acts = کنش
figure-organs = نهاد و یکان
figure-persons = شخص
