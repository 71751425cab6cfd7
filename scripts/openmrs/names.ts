/** Words that generated patients are made of, by region: 0 north, 1 west, 2 east and south. Some carry the marks of their language. */
export interface RegionalNames {
  female: readonly string[];
  male: readonly string[];
  family: readonly string[];
}

const words = (text: string) => text.split(" ");

export const namesByRegion: readonly RegionalNames[] = [
  {
    female: words("Aisha Fatima Amina Hauwa Zainab Maryam Hadiza Rakiya Halima Khadija Safiya Asma'u Rabi Jummai Ladi Sadiya Nafisa Talatu Binta Laraba"),
    male: words("Musa Ibrahim Abubakar Usman Sani Yusuf Aliyu Umar Bello Garba Haruna Idris Kabiru Lawal Mustapha Nasiru Salisu Shehu Tanko Yakubu"),
    family: words("Abdullahi Bello Danjuma Garba Haruna Ibrahim Jibrin Lawal Mohammed Musa Nuhu Sule Suleiman Umar Usman Yakubu Zubairu Tukur Shehu Gambo"),
  },
  {
    female: words("Folake Yetunde Bukola Funmilayo Titilayo Adunni Omolara Abosede Bisi Kehinde Ronke Sade Temitope Yewande Abimbola Morenike Iyabo Toyin Simisola Ọláwùmí"),
    male: words("Adebayo Tunde Segun Babatunde Olumide Kunle Femi Wale Gbenga Dapo Sola Akin Rotimi Ayodele Bode Lanre Niyi Olusegun Taiwo Adékúnlé"),
    family: words("Adeyemi Balogun Ogunleye Afolabi Adebisi Ojo Akande Oyelaran Salami Olatunji Bakare Adeleke Ogundipe Fashola Alabi Owolabi Ajayi Olaniyan Shittu Ṣówándé"),
  },
  {
    female: words("Ngozi Chidinma Adaeze Ifeoma Chioma Nkechi Amaka Uchechi Blessing Patience Ekaette Grace Mercy Obiageli Nneka Chinyere Ebere Onyinye Esther Ọgọchukwu"),
    male: words("Chukwuemeka Obinna Ikechukwu Emeka Chinedu Uche Kelechi Nnamdi Chidi Okechukwu Udeme Effiong Godwin Sunday Friday Ebuka Ifeanyi Onyekachi Kingsley Ikenna"),
    family: words("Okafor Eze Nwosu Okonkwo Obi Nwachukwu Onyeka Udo Effiong Okoro Ibe Opara Iwu Anyanwu Uzor Bassey Akpan Ekwueme Nnadi Onuoha"),
  },
];

export const streets: readonly string[] = [
  "Wetheral Road", "Market Road", "Church Street", "Hospital Road", "School Road", "Aba Road", "Palace Way", "Mosque Street", "Station Road", "Douglas Road",
  "Ahmadu Bello Way", "Nnamdi Azikiwe Street", "Awolowo Road", "Independence Avenue", "Government House Road", "Old Market Lane", "Okigwe Road", "Ring Road",
  "Behind Central Mosque", "Opp. St. Mary's Church", "Near Total Filling Station", "Mechanic Village", "New Layout", "Housing Estate",
];

/** The first four digits of Nigerian mobile numbers. */
export const phonePrefixes: readonly string[] = words(
  "0803 0806 0703 0706 0813 0816 0810 0814 0903 0906 0802 0808 0812 0701 0902 0907 0805 0807 0815 0811 0705 0905 0809 0817 0818 0909 0908",
);
